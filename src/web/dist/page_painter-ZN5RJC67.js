import{a}from"./chunk-MJSMAAGT.js";import"./chunk-IRY76N2V.js";import"./chunk-OUXWVGXH.js";export{a as PagePainter};
