import{a}from"./chunk-RF3TIOMA.js";import"./chunk-IRY76N2V.js";import"./chunk-WJL4TGJG.js";export{a as PagePainter};
