package dev.mnemo.application;

import dev.mnemo.application.port.in.CancelJob;
import dev.mnemo.application.port.in.ListJobs;
import dev.mnemo.application.port.in.ShowJob;
import dev.mnemo.application.port.in.SubmitJob;
import dev.mnemo.application.port.in.WorkOnJobs;

/** The use cases on work in the background. */
public record JobUseCases(
    SubmitJob submit, ShowJob show, ListJobs list, CancelJob cancel, WorkOnJobs work) {}
