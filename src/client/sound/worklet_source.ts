/**
 * `player_worklet.ts` as one script, made by `deno task bundle`. Edit that module, not this file.
 *
 * @module
 */

/** The worklet's code. */
export const WORKLET_SOURCE = [
  "var n=class{stats;#t;#u;#s=[];#i=0;#e=[];#n=\"dry\";#f=0;#r=null;#h=null;#M=1;#a=1;#o=[0,0,0,0];#c=0;#",
  "l=0;#p=0;constructor(t){this.#t=t.outputRate,this.#u=t.prebufferMs,this.stats={bufferedMs:0,targetMs",
  ":t.prebufferMs,underruns:0,underrunMs:0,overflowMs:0}}push(t){let s=a(t);if(s!==0){if(this.stats.buf",
  "feredMs+s>6e5){this.stats.overflowMs+=s;return}this.#s.push(t),this.stats.bufferedMs+=s,this.#n===\"d",
  "ry\"&&this.#A(t.turn)}}flush(){this.#s=[],this.#i=0,this.#e=[],this.#r=null,this.stats.bufferedMs=0,t",
  "his.#g()}render(t,s){this.#n===\"filling\"&&this.#S(t.length,s);for(let i=0;i<t.length;i++){let e=this",
  ".#n===\"playing\"?this.#_(s+i):this.#R();t[i]=e,this.#p=e}}takeMarks(){if(this.#e.length===0)return th",
  "is.#e;let t=this.#e;return this.#e=[],t}#A(t){this.#r?.turn===t?(this.stats.underruns++,this.stats.t",
  "argetMs=Math.min(240,this.stats.targetMs*2)):(this.#r=null,this.stats.targetMs=Math.max(this.#u,this",
  ".stats.targetMs*.8)),this.#n=\"filling\",this.#f=0}#S(t,s){let{bufferedMs:i,targetMs:e}=this.stats,h=t",
  "his.#f*1e3/this.#t;this.#f+=t,!(i<e&&h<e)&&(this.#r&&(this.stats.underrunMs+=(s-this.#r.frame)*1e3/t",
  "his.#t),this.#r=null,this.#h=null,this.#n=\"playing\",this.#c=0,this.#a=1,this.#o=[0,0,0,0])}#_(t){let",
  " s=this.#m(t);return s===null?(this.#b(t),this.#R()):this.#c>=64?s:s*(++this.#c/64)}#m(t){if(this.#s",
  "[0]&&(this.#M=this.#s[0].sampleRate/this.#t),this.#M===1)return this.#d(t);for(;this.#a>=1;){let i=t",
  "his.#d(t);if(i===null)return null;let[,e,h,u]=this.#o;this.#o=[e,h,u,i],this.#a-=1}let s=o(this.#o,t",
  "his.#a);return this.#a+=this.#M,s}#d(t){let s=this.#s[0];if(!s)return null;this.#i===0&&this.#E(s,t)",
  ";let i=(s.samples[this.#i++]??0)/32768;return this.#i<s.samples.length||(this.#s.shift(),this.#i=0,t",
  "his.#h={turn:s.turn,mediaMs:s.timestampMs+a(s)},this.stats.bufferedMs=this.#s.length===0?0:this.stat",
  "s.bufferedMs-a(s)),i}#E({turn:t,timestampMs:s},i){this.#h?.turn===t&&Math.abs(s-this.#h.mediaMs)<=2|",
  "|this.#e.push({frame:i,turn:t,mediaMs:s,playing:!0})}#b(t){this.#h&&(this.#e.push({frame:t,...this.#",
  "h,playing:!1}),this.#r={frame:t,turn:this.#h.turn}),this.#g()}#g(){this.#n=\"dry\",this.#l=64}#R(){if(",
  "this.#l===0)return 0;let t=this.#p*(this.#l-1)/this.#l;return this.#l--,t}};function a(r){return r.s",
  "amples.length*1e3/r.sampleRate}function o([r,t,s,i],e){let h=(s-r)/2,u=r-2.5*t+2*s-i/2;return((((i-r",
  ")/2+1.5*(t-s))*e+u)*e+h)*e+t}var f=\"tth-player\",M=2048,l=class{#t;#u;#s=0;#i=0;constructor(t,s){this",
  ".#t=t,this.#u=s}handle(t){if(t.type===\"push\")return this.#t.push(t.chunk);this.#s=t.generation,this.",
  "#t.flush()}render(t,s){this.#t.render(t,s);let i=this.#t.takeMarks();i.length===0&&s-this.#i<M||(thi",
  "s.#i=s,this.#u({generation:this.#s,marks:i,stats:{...this.#t.stats}}))}};function c(){class r extend",
  "s AudioWorkletProcessor{#t;constructor(s){super();let i=new n({outputRate:sampleRate,prebufferMs:s.p",
  "rocessorOptions.prebufferMs});this.#t=new l(i,e=>this.port.postMessage(e)),this.port.onmessage=({dat",
  "a:e})=>this.#t.handle(e)}process(s,i){let e=i[0]?.[0];return e&&this.#t.render(e,currentFrame),!0}}r",
  "egisterProcessor(f,r)}\"registerProcessor\"in globalThis&&c();export{f as PROCESSOR_NAME,l as PlayerCo",
  "re};",
].join("");
