import{a}from"./chunk-5YN6QIR7.js";import"./chunk-IRY76N2V.js";import"./chunk-B2ABMAAL.js";export{a as PagePainter};
