/** Seeds whose runs once broke a promise, and how. They mean what they did for as long as plans are drawn as they are. */
export const REGRESSIONS: readonly { seed: string; what: string }[] = [
  { seed: "600154", what: "[E1] a resync of more than a hundred rows lost its transaction" },
  {
    seed: "600039",
    what: "[G1] a setting that a restored server had never had went when another device's came first",
  },
  {
    seed: "600343",
    what: "[G1] an event's time went in the same way, with the network cut and clocks off",
  },
  {
    seed: "600388",
    what: "[M1] a message that a loss of power had dated twice was refused as another one",
  },
  {
    seed: "650186",
    what: "[E1] [M3] what a device sent again for another after a restore went for its own, and hid that they were rivals",
  },
  {
    seed: "3000702",
    what: "[M3] what a device had sent and forgotten with its power went when it wrote again, stamped anew",
  },
  {
    seed: "4100393",
    what: "[M3] a setting that was forgotten, and then set twice, went for known by its stamp",
  },
  {
    seed: "3002287",
    what: "[R2] an event taken over at stamp 0, restored after its purge, was refused for its empty columns",
  },
  {
    seed: "5001730",
    what: "[P3] a request that was long on its way brought a value that its own device had replaced as another's rival",
  },
  {
    seed: "5004481",
    what: "[O6] an app that came to know a table in the middle of a resync took its rows for come again",
  },
  {
    seed: "8008986",
    what: "[M3] an edit of what had been refused wrote over a value that the device had sent and forgotten with its power",
  },
  {
    seed: "12005556",
    what: "[W3] an edit by a clock that was behind went for another, dated the same, that the device had forgotten with its power",
  },
  { seed: "610020", what: "[E1] a resync queued again what its own device had replaced" },
];
