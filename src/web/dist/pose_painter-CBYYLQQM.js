import{a}from"./chunk-QPEKYOKY.js";import"./chunk-EFKE2D6Q.js";export{a as PosePainter};
