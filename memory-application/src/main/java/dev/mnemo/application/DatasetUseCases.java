package dev.mnemo.application;

import dev.mnemo.application.port.in.ForgetDataset;
import dev.mnemo.application.port.in.ForgetDocument;
import dev.mnemo.application.port.in.GrantDataset;
import dev.mnemo.application.port.in.ListDatasets;
import dev.mnemo.application.port.in.RevokeDataset;
import dev.mnemo.application.port.in.ShowDataset;

/** The use cases on datasets as a whole. */
public record DatasetUseCases(
    ListDatasets list,
    ShowDataset show,
    GrantDataset grant,
    RevokeDataset revoke,
    ForgetDocument forgetDocument,
    ForgetDataset forget) {}
