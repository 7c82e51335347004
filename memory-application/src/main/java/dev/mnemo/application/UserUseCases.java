package dev.mnemo.application;

import dev.mnemo.application.port.in.ChangeUser;
import dev.mnemo.application.port.in.CreateUser;
import dev.mnemo.application.port.in.DeleteUser;
import dev.mnemo.application.port.in.ListUsers;
import dev.mnemo.application.port.in.ShowUser;

/** The use cases on users. */
public record UserUseCases(
    CreateUser create, ShowUser show, ListUsers list, ChangeUser change, DeleteUser delete) {}
