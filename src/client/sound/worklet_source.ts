/**
 * `player_worklet.ts` as one script, made by `deno task bundle`. Edit that module, not this file.
 *
 * @module
 */

/** The worklet's code. */
export const WORKLET_SOURCE =
  "var t=class{stats;#t;#s;#i=[];#e=0;#h=[];#r=\"dry\";#a=0;#n=null;#u=null;#l=1;#f=1;#p=[0,0,0,0];#m=0;#" +
  "M=0;#o=0;constructor(t){this.#t=t.outputRate,this.#s=t.prebufferMs,this.stats={bufferedMs:0,targetMs" +
  ":t.prebufferMs,underruns:0,underrunMs:0,overflowMs:0}}push(t){let i=this.#d(t),e=s(i);if(0!==e){if(t" +
  "his.stats.bufferedMs+e>6e5)return void(this.stats.overflowMs+=e);this.#i.push(i),this.stats.buffered" +
  "Ms+=e,\"dry\"===this.#r&&this.#g(i.turn)}}flush(){this.#i=[],this.#e=0,this.#h=[],this.#n=null,this.st" +
  "ats.bufferedMs=0,this.#c()}render(t,s){\"filling\"===this.#r&&this.#b(t.length,s);for(let i=0;i<t.leng" +
  "th;i++){let e=\"playing\"===this.#r?this.#R(s+i):this.#y();t[i]=e,this.#o=e}}takeMarks(){if(0===this.#" +
  "h.length)return this.#h;let t=this.#h;return this.#h=[],t}#d(t){let{turn:i,timestampMs:e}=t,h=this.#" +
  "i.at(-1);if(h?.turn!==i||h.timestampMs+s(h)<=e+2)return t;let r=this.#i[0]??h,a=r.turn===i?r.timesta" +
  "mpMs+1e3*this.#e/r.sampleRate:0,n=Math.max(e,this.#e>0?a:0),u=this.#i.filter((t,s)=>0===s&&this.#e>0" +
  "||(t=>t.turn!==i||t.timestampMs<e-2)(t));this.#i=u.map(t=>t.turn===i?function(t,s){let i=Math.max(0," +
  "Math.round((s-t.timestampMs)*t.sampleRate/1e3));if(i>=t.samples.length)return t;let e=t.samples.slic" +
  "e(0,i);for(let t=0;t<Math.min(64,i);t++){let s=i-1-t;e[s]=(e[s]??0)*t/64}return{...t,samples:e}}(t,n" +
  "):t),this.#e>0&&this.#e>=(this.#i[0]?.samples.length??0)&&(this.#i.shift(),this.#e=0,this.#u={turn:i" +
  ",mediaMs:n}),this.stats.bufferedMs=this.#i.reduce((t,i)=>t+s(i),0);let l=Math.round((n-e)*t.sampleRa" +
  "te/1e3);return 0===l?t:{...t,timestampMs:n,samples:t.samples.subarray(l)}}#g(t){this.#n?.turn===t?(t" +
  "his.stats.underruns++,this.stats.targetMs=Math.min(240,2*this.stats.targetMs)):(this.#n=null,this.st" +
  "ats.targetMs=Math.max(this.#s,.8*this.stats.targetMs)),this.#r=\"filling\",this.#a=0}#b(t,s){let{buffe" +
  "redMs:i,targetMs:e}=this.stats,h=1e3*this.#a/this.#t;this.#a+=t,!(i<e&&h<e)&&(this.#n&&(this.stats.u" +
  "nderrunMs+=1e3*(s-this.#n.frame)/this.#t),this.#n=null,this.#u=null,this.#r=\"playing\",this.#m=0,this" +
  ".#f=1,this.#p=[0,0,0,0])}#R(t){let s=this.#k(t);return null===s?(this.#v(t),this.#y()):this.#m>=64?s" +
  ":s*(++this.#m/64)}#k(t){if(this.#i[0]&&(this.#l=this.#i[0].sampleRate/this.#t),1===this.#l)return th" +
  "is.#P(t);for(;this.#f>=1;){let s=this.#P(t);if(null===s)return null;let[,i,e,h]=this.#p;this.#p=[i,e" +
  ",h,s],this.#f-=1}let s=function([t,s,i,e],h){return((((e-t)/2+1.5*(s-i))*h+(t-2.5*s+2*i-e/2))*h+(i-t" +
  ")/2)*h+s}(this.#p,this.#f);return this.#f+=this.#l,s}#P(t){let i=this.#i[0];if(!i)return null;0===th" +
  "is.#e&&this.#w(i,t);let e=(i.samples[this.#e++]??0)/32768;return this.#e<i.samples.length||(this.#i." +
  "shift(),this.#e=0,this.#u={turn:i.turn,mediaMs:i.timestampMs+s(i)},this.stats.bufferedMs=0===this.#i" +
  ".length?0:this.stats.bufferedMs-s(i)),e}#w({turn:t,timestampMs:s},i){this.#u?.turn===t&&Math.abs(s-t" +
  "his.#u.mediaMs)<=2||this.#h.push({frame:i,turn:t,mediaMs:s,playing:!0})}#v(t){this.#u&&(this.#h.push" +
  "({frame:t,...this.#u,playing:!1}),this.#n={frame:t,turn:this.#u.turn}),this.#c()}#c(){this.#r=\"dry\"," +
  "this.#M=64}#y(){if(0===this.#M)return 0;let t=this.#o*(this.#M-1)/this.#M;return this.#M--,t}};funct" +
  "ion s(t){return 1e3*t.samples.length/t.sampleRate}var i=class{#t;#s;#i=0;#e=0;constructor(t,s){this." +
  "#t=t,this.#s=s}handle(t){if(\"push\"===t.type)return this.#t.push(t.chunk);this.#i=t.generation,this.#" +
  "t.flush()}render(t,s){this.#t.render(t,s);let i=this.#t.takeMarks();0===i.length&&s-this.#e<2048||(t" +
  "his.#e=s,this.#s({generation:this.#i,marks:i,stats:{...this.#t.stats}}))}};\"registerProcessor\"in glo" +
  "balThis&&function(){class s extends AudioWorkletProcessor{#t;constructor(s){super();let e=new t({out" +
  "putRate:sampleRate,prebufferMs:s.processorOptions.prebufferMs});this.#t=new i(e,t=>this.port.postMes" +
  "sage(t)),this.port.onmessage=({data:t})=>this.#t.handle(t)}process(t,s){let i=s[0]?.[0];return i&&th" +
  "is.#t.render(i,currentFrame),!0}}registerProcessor(\"tth-player\",s)}();";
