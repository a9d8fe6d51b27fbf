export declare const environment: (
  added?: Readonly<Record<string, string>>,
) => Record<string, string>;
export declare const leaveShell: (names?: readonly string[]) => void;
