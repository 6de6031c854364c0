package io.arcipelago.identity.directory;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.AdminScopes;
import io.arcipelago.identity.api.Rights;
import io.arcipelago.identity.group.GroupRights;
import io.arcipelago.identity.group.GroupTree;
import io.arcipelago.identity.people.Annotations;
import io.arcipelago.identity.people.Annotations.Bearer;
import io.arcipelago.identity.people.Annotations.Kind;
import io.arcipelago.identity.people.Attribute;
import io.arcipelago.identity.people.Label;
import io.arcipelago.identity.people.People;
import io.arcipelago.platform.security.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Labels and attributes of accounts and groups. Clients send the fields of a DELETE in the query or
 * as a form.
 */
@RestController
@RequestMapping("/iam")
class AnnotationController {

    private final Annotations annotations;
    private final People people;
    private final GroupTree groups;
    private final Rights rights;
    private final GroupRights groupRights;

    AnnotationController(
            Annotations annotations,
            People people,
            GroupTree groups,
            Rights rights,
            GroupRights groupRights) {
        this.annotations = annotations;
        this.people = people;
        this.groups = groups;
        this.rights = rights;
        this.groupRights = groupRights;
    }

    /** A label or attribute as sent; an attribute has no prefix. */
    record Input(@Nullable String prefix, @Nullable String name, @Nullable String value) {

        Label label() {
            return new Label(text(prefix), text(name), text(value));
        }

        Attribute attribute() {
            return new Attribute(text(name), text(value));
        }
    }

    @GetMapping("/account/{id}/labels")
    List<Label> accountLabels(Caller caller, @PathVariable String id) {
        return annotations.labels(readableAccount(caller, id));
    }

    @PutMapping("/account/{id}/labels")
    void setAccountLabel(Caller caller, @PathVariable String id, @RequestBody Input input) {
        annotations.set(writableAccount(caller, id), input.label(), caller.subject());
    }

    @DeleteMapping("/account/{id}/labels")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeAccountLabel(
            Caller caller,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String prefix,
            @RequestParam String name) {
        annotations.removeLabel(writableAccount(caller, id), prefix, name, caller.subject());
    }

    @GetMapping("/account/{id}/attributes")
    List<Attribute> accountAttributes(Caller caller, @PathVariable String id) {
        return annotations.attributes(readableAccount(caller, id));
    }

    @PutMapping("/account/{id}/attributes")
    void setAccountAttribute(Caller caller, @PathVariable String id, @RequestBody Input input) {
        annotations.set(writableAccount(caller, id), input.attribute(), caller.subject());
    }

    @DeleteMapping("/account/{id}/attributes")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeAccountAttribute(Caller caller, @PathVariable String id, @RequestParam String name) {
        annotations.removeAttribute(writableAccount(caller, id), name, caller.subject());
    }

    /** Everybody reads them: they tell which groups are optional. */
    @GetMapping("/group/{id}/labels")
    List<Label> groupLabels(@PathVariable String id) {
        return annotations.labels(group(id));
    }

    @PutMapping("/group/{id}/labels")
    void setGroupLabel(Caller caller, @PathVariable String id, @RequestBody Input input) {
        annotations.set(writableGroup(caller, id), input.label(), caller.subject());
    }

    @DeleteMapping("/group/{id}/labels")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeGroupLabel(
            Caller caller,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String prefix,
            @RequestParam String name) {
        annotations.removeLabel(writableGroup(caller, id), prefix, name, caller.subject());
    }

    @GetMapping("/group/{id}/attributes")
    List<Attribute> groupAttributes(Caller caller, @PathVariable String id) {
        if (!rights.has(caller, AdminScopes.READ) && !groupRights.managesAny(caller)) {
            rights.require(caller, AdminScopes.READ);
        }
        Bearer group = group(id);
        groupRights.requireManager(caller, group.id(), AdminScopes.READ);
        return annotations.attributes(group);
    }

    @PutMapping("/group/{id}/attributes")
    void setGroupAttribute(Caller caller, @PathVariable String id, @RequestBody Input input) {
        annotations.set(writableGroup(caller, id), input.attribute(), caller.subject());
    }

    @DeleteMapping("/group/{id}/attributes")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeGroupAttribute(Caller caller, @PathVariable String id, @RequestParam String name) {
        annotations.removeAttribute(writableGroup(caller, id), name, caller.subject());
    }

    private Bearer readableAccount(Caller caller, String id) {
        boolean self =
                AccountId.parse(id).filter(account -> rights.isSelf(caller, account)).isPresent();
        if (!self) {
            rights.require(caller, AdminScopes.READ);
        }
        return account(id);
    }

    private Bearer writableAccount(Caller caller, String id) {
        rights.require(caller, AdminScopes.WRITE);
        return account(id);
    }

    private Bearer writableGroup(Caller caller, String id) {
        rights.require(caller, AdminScopes.WRITE);
        return group(id);
    }

    private Bearer account(String id) {
        return new Bearer(Kind.ACCOUNT, people.get(id).id().value());
    }

    private Bearer group(String id) {
        return new Bearer(Kind.GROUP, groups.get(id).id());
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
