import{a}from"./chunk-2MPISHVD.js";import"./chunk-EFKE2D6Q.js";export{a as PosePainter};
