/**
 * `player_worklet.ts` as one script, made by `deno task bundle`. Edit that module, not this file.
 *
 * @module
 */

/** The worklet's code. */
export const WORKLET_SOURCE = [
  "var o=class{stats;#s;#a;#t=[];#i=0;#r=[];#n=\"dry\";#f=0;#h=null;#e=null;#M=1;#u=1;#o=[0,0,0,0];#p=0;#",
  "l=0;#c=0;constructor(t){this.#s=t.outputRate,this.#a=t.prebufferMs,this.stats={bufferedMs:0,targetMs",
  ":t.prebufferMs,underruns:0,underrunMs:0,overflowMs:0}}push(t){let s=this.#g(t),i=u(s);if(i!==0){if(t",
  "his.stats.bufferedMs+i>6e5){this.stats.overflowMs+=i;return}this.#t.push(s),this.stats.bufferedMs+=i",
  ",this.#n===\"dry\"&&this.#A(s.turn)}}flush(){this.#t=[],this.#i=0,this.#r=[],this.#h=null,this.stats.b",
  "ufferedMs=0,this.#d()}render(t,s){this.#n===\"filling\"&&this.#S(t.length,s);for(let i=0;i<t.length;i+",
  "+){let e=this.#n===\"playing\"?this.#_(s+i):this.#R();t[i]=e,this.#c=e}}takeMarks(){if(this.#r.length=",
  "==0)return this.#r;let t=this.#r;return this.#r=[],t}#g(t){let{turn:s,timestampMs:i}=t,e=n=>n.turn!=",
  "=s||n.timestampMs<i-2,h=this.#t.at(-1);if(h?.turn!==s||h.timestampMs+u(h)<=i+2)return t;let a=this.#",
  "t[0]??h,p=a.turn===s?a.timestampMs+this.#i*1e3/a.sampleRate:0,l=Math.max(i,this.#i>0?p:0),m=this.#t.",
  "filter((n,f)=>f===0&&this.#i>0||e(n));this.#t=m.map(n=>n.turn===s?d(n,l):n),this.#i>0&&this.#i>=(thi",
  "s.#t[0]?.samples.length??0)&&(this.#t.shift(),this.#i=0,this.#e={turn:s,mediaMs:l}),this.stats.buffe",
  "redMs=this.#t.reduce((n,f)=>n+u(f),0);let c=Math.round((l-i)*t.sampleRate/1e3);return c===0?t:{...t,",
  "timestampMs:l,samples:t.samples.subarray(c)}}#A(t){this.#h?.turn===t?(this.stats.underruns++,this.st",
  "ats.targetMs=Math.min(240,this.stats.targetMs*2)):(this.#h=null,this.stats.targetMs=Math.max(this.#a",
  ",this.stats.targetMs*.8)),this.#n=\"filling\",this.#f=0}#S(t,s){let{bufferedMs:i,targetMs:e}=this.stat",
  "s,h=this.#f*1e3/this.#s;this.#f+=t,!(i<e&&h<e)&&(this.#h&&(this.stats.underrunMs+=(s-this.#h.frame)*",
  "1e3/this.#s),this.#h=null,this.#e=null,this.#n=\"playing\",this.#p=0,this.#u=1,this.#o=[0,0,0,0])}#_(t",
  "){let s=this.#E(t);return s===null?(this.#P(t),this.#R()):this.#p>=64?s:s*(++this.#p/64)}#E(t){if(th",
  "is.#t[0]&&(this.#M=this.#t[0].sampleRate/this.#s),this.#M===1)return this.#m(t);for(;this.#u>=1;){le",
  "t i=this.#m(t);if(i===null)return null;let[,e,h,a]=this.#o;this.#o=[e,h,a,i],this.#u-=1}let s=R(this",
  ".#o,this.#u);return this.#u+=this.#M,s}#m(t){let s=this.#t[0];if(!s)return null;this.#i===0&&this.#b",
  "(s,t);let i=(s.samples[this.#i++]??0)/32768;return this.#i<s.samples.length||(this.#t.shift(),this.#",
  "i=0,this.#e={turn:s.turn,mediaMs:s.timestampMs+u(s)},this.stats.bufferedMs=this.#t.length===0?0:this",
  ".stats.bufferedMs-u(s)),i}#b({turn:t,timestampMs:s},i){this.#e?.turn===t&&Math.abs(s-this.#e.mediaMs",
  ")<=2||this.#r.push({frame:i,turn:t,mediaMs:s,playing:!0})}#P(t){this.#e&&(this.#r.push({frame:t,...t",
  "his.#e,playing:!1}),this.#h={frame:t,turn:this.#e.turn}),this.#d()}#d(){this.#n=\"dry\",this.#l=64}#R(",
  "){if(this.#l===0)return 0;let t=this.#c*(this.#l-1)/this.#l;return this.#l--,t}};function u(r){retur",
  "n r.samples.length*1e3/r.sampleRate}function d(r,t){let s=Math.max(0,Math.round((t-r.timestampMs)*r.",
  "sampleRate/1e3));if(s>=r.samples.length)return r;let i=r.samples.slice(0,s);for(let e=0;e<Math.min(6",
  "4,s);e++){let h=s-1-e;i[h]=(i[h]??0)*e/64}return{...r,samples:i}}function R([r,t,s,i],e){let h=(s-r)",
  "/2,a=r-2.5*t+2*s-i/2;return((((i-r)/2+1.5*(t-s))*e+a)*e+h)*e+t}var g=\"tth-player\",A=2048,M=class{#s;",
  "#a;#t=0;#i=0;constructor(t,s){this.#s=t,this.#a=s}handle(t){if(t.type===\"push\")return this.#s.push(t",
  ".chunk);this.#t=t.generation,this.#s.flush()}render(t,s){this.#s.render(t,s);let i=this.#s.takeMarks",
  "();i.length===0&&s-this.#i<A||(this.#i=s,this.#a({generation:this.#t,marks:i,stats:{...this.#s.stats",
  "}}))}};function S(){class r extends AudioWorkletProcessor{#s;constructor(s){super();let i=new o({out",
  "putRate:sampleRate,prebufferMs:s.processorOptions.prebufferMs});this.#s=new M(i,e=>this.port.postMes",
  "sage(e)),this.port.onmessage=({data:e})=>this.#s.handle(e)}process(s,i){let e=i[0]?.[0];return e&&th",
  "is.#s.render(e,currentFrame),!0}}registerProcessor(g,r)}\"registerProcessor\"in globalThis&&S();export",
  "{g as PROCESSOR_NAME,M as PlayerCore};",
].join("");
