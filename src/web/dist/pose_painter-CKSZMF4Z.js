import{a}from"./chunk-ENE4UV5A.js";import"./chunk-EFKE2D6Q.js";export{a as PosePainter};
