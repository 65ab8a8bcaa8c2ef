/** Which files a provider keeps for us, as the store asks for it: providers cannot list what they keep. */

/** What a provider needs to find a file again. */
export interface RemoteAddress {
  readonly url: string;
  readonly details: unknown;
}

export interface RegisteredFile extends RemoteAddress {
  readonly name: string;
  /** bytes as they are stored */
  readonly size: number;
  /** sha256 of a pack's bytes; null for what has its sum in its name */
  readonly checksum: string | null;
}

export interface FileRegister {
  /**
   * Says that files are about to be kept, before anything is sent, so that none is ever kept unknown.
   * @returns those which are kept already, and those which are being removed and cannot be put in now
   */
  claim(
    names: readonly string[],
  ): Promise<{ readonly kept: ReadonlySet<string>; readonly removing: readonly string[] }>;
  /** Files that were claimed are kept now. */
  finish(files: readonly RegisteredFile[]): Promise<void>;
  /** Null when it is not kept, or not wholly. */
  find(name: string): Promise<RegisteredFile | null>;
}
