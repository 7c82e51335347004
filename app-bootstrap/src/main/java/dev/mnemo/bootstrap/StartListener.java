package dev.mnemo.bootstrap;

/** Is told, in a few words for people, what is starting and takes a while. */
@FunctionalInterface
public interface StartListener {

  /** Something is starting. */
  void starting(String what);
}
