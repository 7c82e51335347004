package dev.mnemo.adapter.cache.fs;

import static dev.mnemo.testkit.TurnBuilder.turnOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.domain.port.UsageLedger;
import dev.mnemo.testkit.TestClock;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FsCacheModuleTest {

  @TempDir private Path folder;

  @Test
  void theModuleShouldBindOneCacheAndHandItOverForClosing() throws Exception {
    Injector injector =
        Guice.createInjector(
            new FsCacheModule(FsCacheConfig.in(folder)),
            new AbstractModule() {
              @Override
              protected void configure() {
                binder().requireExplicitBindings();
                binder().requireExactBindingAnnotations();
                bind(Clock.class).toInstance(TestClock.atNoon());
              }
            });
    SessionCache cache = injector.getInstance(SessionCache.class);
    Set<AutoCloseable> resources = injector.getInstance(Key.get(new TypeLiteral<>() {}));
    SessionKey key = SessionKey.of("alice", "conversation");

    cache.append(key, turnOf("e1"), IfEnded.REJECT);

    assertThat(injector.getInstance(SessionCache.class)).isSameAs(cache);
    assertThat(resources).hasSize(1);
    assertThat(injector.getInstance(UsageLedger.class).forget(key.user())).isZero();
    for (AutoCloseable resource : resources) {
      resource.close();
    }
    assertThatExceptionOfType(BackendUnavailableException.class).isThrownBy(() -> cache.find(key));
  }
}
