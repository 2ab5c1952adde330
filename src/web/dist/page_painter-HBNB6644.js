import{a as r}from"./chunk-XKQLT677.js";import"./chunk-IRY76N2V.js";export{r as PagePainter};
