import{a}from"./chunk-5H53C7NF.js";import"./chunk-IRY76N2V.js";import"./chunk-GJBZTASN.js";export{a as PagePainter};
