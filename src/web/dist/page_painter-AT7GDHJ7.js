import{a}from"./chunk-KDHCND27.js";import"./chunk-IRY76N2V.js";import"./chunk-QVM7VJ3J.js";export{a as PagePainter};
