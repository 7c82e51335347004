package dev.mnemo.bootstrap.cli;

import dev.mnemo.application.port.in.Progress;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on standard error where somebody watches, and nothing otherwise. */
final class ProgressLine implements Progress, AutoCloseable {

  private static final int WIDTH = 80;

  private final Optional<ProgressBar> bar;

  private ProgressLine(Optional<ProgressBar> bar) {
    this.bar = bar;
  }

  static ProgressLine on(Console console, String task) {
    if (!console.interactive()) {
      return new ProgressLine(Optional.empty());
    }
    return new ProgressLine(
        Optional.of(
            new ProgressBarBuilder()
                .setTaskName(task)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(console.err(), WIDTH))
                .clearDisplayOnFinish()
                .build()));
  }

  @Override
  public void at(long done, long total) {
    bar.ifPresent(
        shown -> {
          shown.maxHint(total);
          shown.stepTo(done);
        });
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
