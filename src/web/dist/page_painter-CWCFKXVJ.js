import{a}from"./chunk-JQPWORIV.js";import"./chunk-IRY76N2V.js";import"./chunk-KR3OCXV4.js";export{a as PagePainter};
