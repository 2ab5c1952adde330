import{a}from"./chunk-FZIBLBKN.js";import"./chunk-IRY76N2V.js";import"./chunk-PVEQOICA.js";export{a as PagePainter};
