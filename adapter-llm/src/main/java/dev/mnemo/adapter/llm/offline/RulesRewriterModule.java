package dev.mnemo.adapter.llm.offline;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.name.Named;
import dev.mnemo.domain.port.QuestionRewriter;

/**
 * Binds {@link QuestionRewriter} under the name {@value #RULES} to the rules, for those that fall
 * back on them.
 */
public final class RulesRewriterModule extends AbstractModule {

  /** The binding's name. */
  public static final String RULES = "rules";

  @Provides
  @Singleton
  @Named(RULES)
  QuestionRewriter rules() {
    return new WindowQuestionRewriter();
  }
}
