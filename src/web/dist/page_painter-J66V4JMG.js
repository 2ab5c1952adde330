import{a}from"./chunk-ORTDE2DY.js";import"./chunk-IRY76N2V.js";import"./chunk-AHXKNKKE.js";export{a as PagePainter};
