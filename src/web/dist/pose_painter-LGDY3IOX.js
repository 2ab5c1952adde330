import{a}from"./chunk-77QWZQ2U.js";import"./chunk-EFKE2D6Q.js";export{a as PosePainter};
