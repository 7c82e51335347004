package dev.mnemo.adapter.llm.offline;

/** Which third-person pronouns may mean someone or something. */
enum Gender {
  FEMALE,
  MALE,
  /** A person whose pronoun is not known. */
  PERSON,
  /** Not a person. */
  THING,
  /** Several together. */
  GROUP,
  UNKNOWN
}
