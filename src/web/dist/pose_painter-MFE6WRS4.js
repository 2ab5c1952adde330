import{a}from"./chunk-OGM3B5HG.js";import"./chunk-EFKE2D6Q.js";export{a as PosePainter};
