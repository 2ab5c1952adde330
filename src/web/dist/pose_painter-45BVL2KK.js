import{a}from"./chunk-MO6IFABU.js";import"./chunk-EFKE2D6Q.js";export{a as PosePainter};
