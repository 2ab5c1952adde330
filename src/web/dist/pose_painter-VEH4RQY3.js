import{a}from"./chunk-MRO5AO5Q.js";import"./chunk-EFKE2D6Q.js";export{a as PosePainter};
