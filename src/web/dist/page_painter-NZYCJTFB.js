import{a}from"./chunk-FXOPOU7K.js";import"./chunk-IRY76N2V.js";import"./chunk-HMM3KSX6.js";export{a as PagePainter};
