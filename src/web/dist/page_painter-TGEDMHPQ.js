import{a}from"./chunk-NJW2HMIU.js";import"./chunk-IRY76N2V.js";import"./chunk-JIX44XGE.js";export{a as PagePainter};
