import{a}from"./chunk-WLUYAD3K.js";import"./chunk-IRY76N2V.js";import"./chunk-MT2I6SIV.js";export{a as PagePainter};
