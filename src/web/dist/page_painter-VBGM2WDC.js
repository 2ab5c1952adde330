import{a}from"./chunk-3XYBAC6S.js";import"./chunk-IRY76N2V.js";import"./chunk-2ZSIN6JU.js";export{a as PagePainter};
