import{a}from"./chunk-NEDHP5ZQ.js";import"./chunk-IRY76N2V.js";import"./chunk-6S4HEMLL.js";export{a as PagePainter};
