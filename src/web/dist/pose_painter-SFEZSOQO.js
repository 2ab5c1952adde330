import{a}from"./chunk-G2FYUZHL.js";import"./chunk-EFKE2D6Q.js";export{a as PosePainter};
