/** The part of aws4 (MIT) that is used; the package has no types. */
declare module 'aws4' {
  interface Signed { readonly host: string; readonly path: string; readonly headers: Readonly<Record<string, string | number>> }
  interface ToSign {
    readonly service: 's3'; readonly region: string; readonly host: string; readonly method: string; readonly path: string;
    readonly headers?: Readonly<Record<string, string>>; readonly body?: Uint8Array; readonly signQuery?: boolean;
  }
  const aws4: { readonly sign: (request: ToSign, credentials: { readonly accessKeyId: string; readonly secretAccessKey: string }) => Signed };
  export default aws4;
}
