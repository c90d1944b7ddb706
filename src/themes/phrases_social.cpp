// SPDX-License-Identifier: AGPL-3.0-or-later
#include "themes/phrases.h"

namespace guvoh::themes {

namespace {

constexpr Phrase kSocial[] = {
    {"econom* ~ social ~ cultural", "t:esc_rights_general s:1", 0.85},
    {"socio economic", "t:esc_rights_general s:1,8", 0.6},
    {"social and economic/cultural", "t:esc_rights_general s:1", 0.55},
    {"economic and social", "t:esc_rights_general s:1", 0.6},
    {"social security/protection", "t:esc_rights_general s:1", 0.6},
    {"standard/standards of living", "t:esc_rights_general s:1", 0.6},
    {"living conditions/standards", "t:esc_rights_general s:1", 0.5},
    {"cultural rights/heritage/diversity", "t:esc_rights_general s:11", 0.5},
    // education
    {"education/educational/school/schools/schooling/literacy/illiteracy", "t:right_to_education s:4", 0.7},
    {"right to education", "t:right_to_education s:4", 0.95},
    {"access to ~ education", "t:right_to_education s:4", 0.9},
    {"primary/secondary/compulsory/free/quality/inclusive/basic education", "t:right_to_education s:4", 0.9},
    {"enrolment/enrollment/dropout/curricul*/teachers", "t:right_to_education s:4", 0.6},
    {"health ~ education", "t:right_to_health,right_to_education s:3,4", 0.85},
    {"education ~ health", "t:right_to_health,right_to_education s:3,4", 0.85},
    // health
    {"health/healthcare/medical/hospital*/disease*/malaria/tuberculosis", "t:right_to_health s:3", 0.75},
    {"right to health", "t:right_to_health s:3", 0.95},
    {"mental health", "t:right_to_health s:3", 0.8},
    {"maternal/infant/child mortality", "t:right_to_health,womens_rights g:women,children s:3", 0.85},
    {"maternal ~ mortality/health/deaths/care", "t:right_to_health,womens_rights g:women s:3,5", 0.9},
    {"infant/child ~ mortality", "t:right_to_health,rights_of_the_child g:children s:3", 0.9},
    {"reproductive ~ health/rights", "t:right_to_health,womens_rights g:women s:3,5", 0.9},
    {"reproductive", "t:right_to_health,womens_rights g:women s:3,5", 0.8},
    {"abortion*", "t:womens_rights g:women s:3,5", 0.85},
    {"contracepti*", "t:womens_rights,right_to_health g:women s:3,5", 0.85},
    {"suicide*/tobacco/alcohol/vaccin*/obesity/mortality", "t:right_to_health s:3", 0.7},
    {"HIV/AIDS", "t:hiv_aids g:persons_living_with_hiv s:3", 0.95},
    {"hiv ~ aids", "t:hiv_aids g:persons_living_with_hiv s:3", 0.95},
    {"albinism/albinos/albino", "t:minorities g:persons_with_albinism s:10", 0.9},
    // food, water, housing, land
    {"food/hunger/nutrition/malnutrition/famine", "t:right_to_food s:2", 0.85},
    {"drinking water", "t:right_to_water s:6", 0.95},
    {"water/sanitation", "t:right_to_water s:6", 0.85},
    {"water and ~ sanitation", "t:right_to_water s:6", 0.95},
    {"housing/homeless*/shelter/evict*/slum*", "t:right_to_housing s:11", 0.8},
    {"forced evictions", "t:right_to_housing s:11", 0.9},
    {"land/lands", "t:right_to_land s:2,15", 0.7},
    {"land rights/reform/tenure/ownership", "t:right_to_land s:2,15", 0.9},
    {"ancestral ~ lands/land/territories", "t:right_to_land,indigenous_peoples g:indigenous_peoples s:15", 0.9},
    {"environment*/climat*/ecolog*/pollut*/deforest*", "t:environment s:13", 0.7},
    {"climate change", "t:environment s:13", 0.95},
    {"natural disaster*", "t:environment s:13", 0.7},
    {"enabling/conducive/favourable/favorable/safe/secure/legal environment", "t:general", 0.2},
    // poverty and development
    {"poverty", "t:poverty s:1", 0.9},
    {"poor/poorest/impoverished", "t:poverty g:persons_in_poverty s:1", 0.7},
    {"extreme poverty", "t:poverty g:persons_in_poverty s:1", 0.95},
    {"income inequal*", "t:poverty s:10", 0.6},
    {"millennium development goal*", "t:development s:17", 0.9},
    {"MDG/MDGs/SDGs", "t:development s:17", 0.9},
    {"economic development/growth", "t:development s:8", 0.7},
    {"sustainable development", "t:development s:17", 0.8},
    {"socio economic development", "t:development,esc_rights_general s:8", 0.8},
    {"development", "t:development s:8", 0.5},
    {"right to development", "t:development s:8", 0.95},
    {"unemploy*", "t:development s:8", 0.6},
    {"development of/and", "t:general", 0.2},
    {"rural", "t:development g:rural_population s:2", 0.5},
    {"rural women", "t:womens_rights g:women,rural_population s:5", 0.85},
    // labour
    {"labour/labor/worker*/workplace/employment/employer*/wage*/trade union*", "t:labour g:workers s:8", 0.75},
    {"trade union*", "t:labour,freedom_of_association_and_peaceful_assembly g:workers s:8", 0.85},
    {"child labour/labor", "t:labour,rights_of_the_child g:children s:8", 0.95},
    {"worst forms of child labour/labor", "t:labour,rights_of_the_child g:children s:8", 0.95},
    {"forced labour/labor", "t:labour s:8", 0.9},
    {"domestic ~ workers/worker/work/servants", "t:labour g:domestic_workers,workers s:8", 0.9},
    {"migrant ~ worker/workers/labour/labourers", "t:migrants,labour g:migrants,workers s:8,10", 0.95},
    {"foreign workers/labour", "t:migrants,labour g:migrants,workers s:8,10", 0.9},
    {"migrant domestic workers", "t:migrants,labour g:migrants,domestic_workers s:8,10", 0.95},
    {"sponsorship/kafala", "t:migrants,labour g:migrants,workers s:8,10", 0.9},
    {"equal pay", "t:womens_rights g:women s:5,8", 0.85},
    {"wage/pay gap", "t:womens_rights g:women s:5,8", 0.85},
    {"begging/beggars", "t:labour,rights_of_the_child g:children s:8", 0.75},
    {"traffick*", "t:trafficking g:victims_of_trafficking s:8,16", 0.95},
    {"traffick* ~ women ~ children", "t:trafficking,womens_rights,rights_of_the_child g:victims_of_trafficking,women,children s:5,8,16", 0.95},
    {"traffick* ~ children", "t:trafficking,rights_of_the_child g:victims_of_trafficking,children s:8,16", 0.95},
    {"traffick* ~ women", "t:trafficking,womens_rights g:victims_of_trafficking,women s:5,8,16", 0.95},
    {"drug trafficking", "t:public_security s:16", 0.85},
    {"trafficking in/of drugs/arms", "t:public_security s:16", 0.85},
    // cooperation
    {"technical ~ assistance/cooperation/support/expertise", "t:technical_assistance s:17", 0.95},
    {"international ~ assistance/support", "t:technical_assistance s:17", 0.75},
    {"capacity building", "t:technical_assistance s:17", 0.65},
    {"best/good practices/practice", "t:technical_assistance s:17", 0.6},
    {"share/sharing ~ experience/experiences/practices", "t:technical_assistance s:17", 0.7},
    {"financial ~ assistance", "t:technical_assistance s:17", 0.6},
    {"development aid/assistance", "t:technical_assistance,development s:17", 0.75},
    {"official development assistance", "t:technical_assistance,development s:17", 0.85},
    {"international cooperation", "t:technical_assistance s:17", 0.55},
};

}  // namespace

std::span<const Phrase> social_phrases() { return kSocial; }

}  // namespace guvoh::themes
