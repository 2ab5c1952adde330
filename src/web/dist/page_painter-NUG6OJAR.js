import{a as r}from"./chunk-XLP2M5CT.js";import"./chunk-IRY76N2V.js";export{r as PagePainter};
