import{a}from"./chunk-IYSYEVXN.js";import"./chunk-IRY76N2V.js";import"./chunk-OSXXSGCB.js";export{a as PagePainter};
