import{a as r}from"./chunk-QEPRHQJY.js";import"./chunk-IRY76N2V.js";export{r as PagePainter};
