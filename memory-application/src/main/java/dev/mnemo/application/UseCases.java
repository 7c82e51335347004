package dev.mnemo.application;

import dev.mnemo.application.port.in.ChangeEntry;
import dev.mnemo.application.port.in.ChangeSession;
import dev.mnemo.application.port.in.DeleteEntry;
import dev.mnemo.application.port.in.DeleteSession;
import dev.mnemo.application.port.in.EndSession;
import dev.mnemo.application.port.in.ExportSessions;
import dev.mnemo.application.port.in.Improve;
import dev.mnemo.application.port.in.ListSessions;
import dev.mnemo.application.port.in.PersistSessions;
import dev.mnemo.application.port.in.PreviewSearch;
import dev.mnemo.application.port.in.PruneSessions;
import dev.mnemo.application.port.in.ReadHistory;
import dev.mnemo.application.port.in.Recall;
import dev.mnemo.application.port.in.RecallMemory;
import dev.mnemo.application.port.in.RecordTurn;
import dev.mnemo.application.port.in.Reembed;
import dev.mnemo.application.port.in.Remember;
import dev.mnemo.application.port.in.RestoreSession;
import dev.mnemo.application.port.in.Search;
import dev.mnemo.application.port.in.ShowSession;
import dev.mnemo.application.port.in.ShowUsage;
import dev.mnemo.application.port.in.StartSession;

/** All use cases, over one set of adapters. */
public record UseCases(
    Remember remember,
    Search search,
    PreviewSearch previewSearch,
    Recall recall,
    RecallMemory recallMemory,
    Improve improve,
    PersistSessions persistSessions,
    ReadHistory readHistory,
    RecordTurn recordTurn,
    ChangeEntry changeEntry,
    DeleteEntry deleteEntry,
    StartSession startSession,
    ShowSession showSession,
    ListSessions listSessions,
    ChangeSession changeSession,
    EndSession endSession,
    DeleteSession deleteSession,
    PruneSessions pruneSessions,
    ExportSessions exportSessions,
    RestoreSession restoreSession,
    Reembed reembed,
    ShowUsage showUsage,
    JobUseCases jobs,
    UserUseCases users,
    DatasetUseCases datasets) {}
