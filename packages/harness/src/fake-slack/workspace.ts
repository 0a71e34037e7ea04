export type FakeChannel = {
  readonly id: string;
  readonly name: string;
  readonly isPrivate: boolean;
  isMember: boolean;
  isArchived: boolean;
};

export type FakeMessage = {
  readonly ts: string;
  readonly channel: string;
  readonly threadTs: string | undefined;
  text: string;
  blocks: unknown[];
  attachments: unknown[];
  readonly metadata: unknown;
  readonly isBroadcast: boolean;
  edits: number;
};

export type RecordedCall = {
  readonly method: string;
  readonly body: Record<string, unknown>;
  readonly answer: { readonly status: number; readonly error: string | undefined };
};

/** The state of the fake workspace. */
export class Workspace {
  readonly teamId = "T0FAKE";
  readonly botUserId = "U0BOT";
  readonly channels: FakeChannel[] = [];
  readonly messages: FakeMessage[] = [];
  readonly calls: RecordedCall[] = [];
  #clock = 1_700_000_000;

  constructor(channels: readonly string[]) {
    for (const name of channels) this.addChannel(name);
  }

  addChannel(name: string, options: Partial<Omit<FakeChannel, "id" | "name">> = {}): FakeChannel {
    const channel = {
      id: `C${String(this.channels.length + 1).padStart(8, "0")}`,
      name,
      isPrivate: false,
      isMember: true,
      isArchived: false,
      ...options,
    };
    this.channels.push(channel);
    return channel;
  }

  /** By id, `name` or `#name`. */
  find(channel: unknown): FakeChannel | undefined {
    const wanted = String(channel).replace(/^#/, "");
    return this.channels.find((it) => it.id === wanted || it.name === wanted);
  }

  nextTs(): string {
    this.#clock += 1;
    return `${this.#clock}.000100`;
  }

  reset(): void {
    this.messages.length = 0;
    this.calls.length = 0;
  }
}
