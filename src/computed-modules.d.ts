/** See computed.ts. What the data are, the importing module says by a cast. */
declare module '*?computed' {
  const data: unknown;
  export default data;
}
