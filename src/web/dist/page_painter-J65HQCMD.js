import{a}from"./chunk-7RQPA6ZM.js";import"./chunk-IRY76N2V.js";import"./chunk-6AZ76ZYL.js";export{a as PagePainter};
