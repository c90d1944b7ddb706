// SPDX-License-Identifier: AGPL-3.0-or-later
#include "themes/phrases.h"

namespace guvoh::themes {

namespace {

constexpr Phrase kGroups[] = {
    // women and girls
    {"women/woman/women's/woman's", "t:womens_rights g:women s:5", 0.85},
    {"girl/girls/girls'", "t:womens_rights,rights_of_the_child g:girls s:5", 0.8},
    {"gender", "t:womens_rights g:women s:5", 0.85},
    {"female/females", "t:womens_rights g:women s:5", 0.8},
    {"female genital/circumcision", "t:womens_rights,rights_of_the_child,torture_and_other_cidt g:women,girls s:5", 0.9},
    {"female genital mutilation*", "t:womens_rights,rights_of_the_child,torture_and_other_cidt g:women,girls s:5", 0.95},
    {"genital mutilation*", "t:womens_rights,rights_of_the_child,torture_and_other_cidt g:women,girls s:5", 0.95},
    {"FGM", "t:womens_rights,rights_of_the_child,torture_and_other_cidt g:women,girls s:5", 0.95},
    {"domestic violence", "t:womens_rights,rights_of_the_child g:women,children s:5", 0.85},
    {"family violence", "t:womens_rights,rights_of_the_child g:women,children s:5", 0.8},
    {"women ~ domestic violence", "t:womens_rights,rights_of_the_child g:women s:5", 0.85},
    {"sexual violence/abuse/exploitation/harassment/assault", "t:womens_rights,rights_of_the_child g:women,children s:5,16", 0.75},
    {"rape/raped/marital", "t:womens_rights g:women s:5", 0.85},
    {"feminicide/femicide*/feminicides", "t:womens_rights g:women s:5", 0.95},
    {"family code", "t:womens_rights g:women s:5", 0.85},
    {"forced ~ marriage*", "t:womens_rights,rights_of_the_child g:women,girls s:5", 0.9},
    {"early ~ marriage*", "t:rights_of_the_child,womens_rights g:girls s:5", 0.85},
    {"child marriage*", "t:rights_of_the_child,womens_rights g:girls s:5", 0.85},
    {"polygamy/dowry/bride/mothers", "t:womens_rights g:women s:5", 0.8},
    {"honour/honor/honnor ~ crime/crimes/killing/killings", "t:womens_rights,rights_of_the_child g:women,girls s:5", 0.9},
    {"prostitut*", "t:womens_rights,rights_of_the_child g:women s:5", 0.65},
    {"marry/marriage", "t:womens_rights,rights_of_the_child g:women s:5", 0.6},
    // children
    {"child/children/child's/children's/childhood", "t:rights_of_the_child g:children s:16", 0.85},
    {"adolescent*/minors/infant*/orphan*", "t:rights_of_the_child g:children s:16", 0.8},
    {"street children", "t:rights_of_the_child g:children s:1", 0.95},
    {"children with disabilit*", "t:rights_of_the_child,disabilities g:children,persons_with_disabilities s:4,10", 0.95},
    {"birth/births registr*", "t:rights_of_the_child g:children s:16", 0.95},
    {"register/registration/registers ~ births/birth", "t:rights_of_the_child g:children s:16", 0.9},
    {"child soldier*", "t:rights_of_the_child,international_humanitarian_law g:children s:16", 0.95},
    {"recruit* ~ children/minors", "t:rights_of_the_child,international_humanitarian_law g:children s:16", 0.85},
    {"children ~ armed conflict*", "t:rights_of_the_child,international_humanitarian_law g:children s:16", 0.85},
    {"child pornography/prostitution", "t:rights_of_the_child g:children s:16", 0.9},
    {"adoption of children", "t:rights_of_the_child g:children s:16", 0.85},
    {"corporal punishment", "t:torture_and_other_cidt,rights_of_the_child g:children f:torture s:16", 0.8},
    {"youth/young", "t:other g:youth s:8", 0.5},
    {"elderly/older/aged", "t:other g:older_persons s:10", 0.55},
    // disabilities
    {"disabilit*/disabled/handicap*", "t:disabilities g:persons_with_disabilities s:10", 0.9},
    {"persons/people/women/those with ~ disabilit*", "t:disabilities g:persons_with_disabilities s:10", 0.95},
    {"special needs", "t:disabilities g:persons_with_disabilities s:10", 0.7},
    // minorities, indigenous peoples, racism
    {"minorit*", "t:minorities g:minorities s:10", 0.85},
    {"ethnic minorit*", "t:minorities g:minorities s:10", 0.9},
    {"ethnic*", "t:minorities g:minorities s:10", 0.7},
    {"sexual minorit*", "t:sexual_orientation_and_gender_identity g:lgbti_persons s:10", 0.95},
    {"roma/gypsy/gypsies/sinti", "t:minorities g:roma,minorities s:10", 0.9},
    {"rohingya/kurd*/baha'i/baha'is/tibet*/caste*/dalit*/travellers/batwa/pygm*", "t:minorities g:minorities s:10", 0.8},
    {"vulnerable ~ groups/group/persons/people/populations/sectors", "t:minorities g:minorities s:10", 0.6},
    {"marginalized/marginalised/disadvantaged", "t:minorities g:minorities s:10", 0.6},
    {"african descent", "t:minorities,racial_discrimination g:people_of_african_descent s:10", 0.8},
    {"afro descend*", "t:minorities,racial_discrimination g:people_of_african_descent s:10", 0.8},
    {"haitian descent", "t:minorities,racial_discrimination g:people_of_african_descent s:10", 0.8},
    {"indigenous/aborigin*/native", "t:indigenous_peoples g:indigenous_peoples s:10", 0.9},
    {"native people/peoples/americans", "t:indigenous_peoples g:indigenous_peoples s:10", 0.9},
    {"racis*/racial/racially/xenophob*", "t:racial_discrimination s:10", 0.85},
    {"racial discrimination", "t:racial_discrimination s:10", 0.95},
    {"ethnic/racial ~ discrimination", "t:racial_discrimination,minorities g:minorities s:10", 0.8},
    {"discrimination ~ ethnic minorit*", "t:racial_discrimination,minorities g:minorities s:10", 0.85},
    {"durban declaration", "t:racial_discrimination,international_instruments s:10", 0.85},
    {"hate speech/crime/crimes/speeches", "t:racial_discrimination s:10,16", 0.6},
    {"sexual orientation*", "t:sexual_orientation_and_gender_identity g:lgbti_persons s:10", 0.95},
    {"gender identit*", "t:sexual_orientation_and_gender_identity g:lgbti_persons s:10", 0.95},
    {"LGBT/LGBTI/LGBTQ/homosexual*/lesbian*/transgender*/gay/gays/bisexual*/intersex*/transsexual*", "t:sexual_orientation_and_gender_identity g:lgbti_persons s:10", 0.95},
    {"same sex", "t:sexual_orientation_and_gender_identity g:lgbti_persons s:10", 0.95},
    {"consenting adults", "t:sexual_orientation_and_gender_identity g:lgbti_persons s:10", 0.9},
    {"yogyakarta", "t:sexual_orientation_and_gender_identity g:lgbti_persons s:10", 0.9},
    // migration
    {"migrant*/immigrant*/immigration/migration/foreigner*/undocumented/foreign nationals", "t:migrants g:migrants s:10", 0.85},
    {"foreign nationals", "t:migrants g:migrants s:10", 0.8},
    {"refugee*/refoulement", "t:asylum_seekers_refugees g:refugees_and_asylum_seekers s:10", 0.9},
    {"asylum*", "t:asylum_seekers_refugees g:refugees_and_asylum_seekers s:10", 0.9},
    {"displaced", "t:internally_displaced_persons g:internally_displaced_persons s:10", 0.85},
    {"internal* displace*", "t:internally_displaced_persons g:internally_displaced_persons s:10", 0.95},
    {"IDP/IDPs", "t:internally_displaced_persons g:internally_displaced_persons s:10", 0.95},
};

}  // namespace

std::span<const Phrase> group_phrases() { return kGroups; }

}  // namespace guvoh::themes
