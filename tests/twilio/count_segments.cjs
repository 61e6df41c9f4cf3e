const {SegmentedMessage}=require('sms-segments-calculator');
const t=JSON.parse(require('fs').readFileSync(0,'utf8'));
console.log(JSON.stringify(t.map(x=>{const m=new SegmentedMessage(x);return [m.encodingName,m.segmentsCount]})));
