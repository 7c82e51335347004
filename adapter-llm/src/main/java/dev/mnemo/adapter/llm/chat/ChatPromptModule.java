package dev.mnemo.adapter.llm.chat;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.OptionalBinder;
import dev.mnemo.domain.model.Require;

/** Gives the models of this package other words than those that are built in. */
public final class ChatPromptModule extends AbstractModule {

  private final ChatPromptConfig config;

  public ChatPromptModule(ChatPromptConfig config) {
    this.config = Require.present("prompts", config);
  }

  @Override
  protected void configure() {
    OptionalBinder.newOptionalBinder(binder(), ChatPromptConfig.class)
        .setBinding()
        .toInstance(config);
  }
}
