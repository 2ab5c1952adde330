import{a}from"./chunk-YMKPJCAJ.js";import"./chunk-IRY76N2V.js";import"./chunk-RLSVULIG.js";export{a as PagePainter};
