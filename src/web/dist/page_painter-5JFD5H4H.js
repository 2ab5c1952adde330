import{a}from"./chunk-7ZLIVSG4.js";import"./chunk-IRY76N2V.js";import"./chunk-WWUHJDDS.js";export{a as PagePainter};
