package io.arcipelago.identity.linking;

import io.arcipelago.identity.account.AdminScopes;
import io.arcipelago.identity.api.Found;
import io.arcipelago.identity.api.ListAnswer;
import io.arcipelago.identity.api.Rights;
import io.arcipelago.identity.api.Slice;
import io.arcipelago.identity.people.Member;
import io.arcipelago.identity.people.People;
import io.arcipelago.identity.people.PeopleFilter;
import io.arcipelago.identity.people.PeopleOrder;
import io.arcipelago.identity.scim.UserView;
import io.arcipelago.platform.security.Caller;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Finds people by the subject of a certificate, for administrators. */
@RestController
@RequestMapping("/iam/account/find/bycertsubject")
class CertificateSearchController {

    private static final int MOST = 10;

    private final People people;
    private final Rights rights;
    private final UserView view;

    CertificateSearchController(People people, Rights rights, UserView view) {
        this.people = people;
        this.rights = rights;
        this.view = view;
    }

    /** One subject under several issuers may belong to several people. */
    @GetMapping
    ListAnswer<Map<String, Object>> find(Caller caller, @RequestParam String certificateSubject) {
        rights.require(caller, AdminScopes.READ);
        Slice slice = Slice.of(1, MOST, MOST);
        Found<Member> found =
                people.list(PeopleFilter.certified(certificateSubject), PeopleOrder.NAME, slice);
        return ListAnswer.of(found, slice, view::full);
    }
}
