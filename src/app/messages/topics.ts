/** What `help` explains besides the commands. */
export const TOPICS = ["agents", "environment", "exit-codes", "output"] as const;

export type Topic = (typeof TOPICS)[number];

/** A catalogue of the topics, each as text. */
export type TopicTexts = Readonly<Record<Topic, string>>;
