CREATE TABLE reference.source_file (
    name text COLLATE "C" PRIMARY KEY,
    sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
    row_count integer NOT NULL,
    loaded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE reference.source_file IS 'The files that the reference data was last loaded from.';
COMMENT ON COLUMN reference.source_file.name IS 'Name of the file, without its folder.';
COMMENT ON COLUMN reference.source_file.sha256 IS 'SHA-256 of its bytes.';
COMMENT ON COLUMN reference.source_file.row_count IS 'Rows it has.';
COMMENT ON COLUMN reference.source_file.loaded_at IS 'When it was loaded.';

CREATE TABLE reference.region (
    region_code text COLLATE "C" PRIMARY KEY,
    name text NOT NULL
);
COMMENT ON TABLE reference.region IS 'The regions of England.';
COMMENT ON COLUMN reference.region.region_code IS 'Nine-character code of the Office for National Statistics.';
COMMENT ON COLUMN reference.region.name IS 'Name of the region.';

CREATE TABLE reference.local_authority (
    la_code text COLLATE "C" NOT NULL,
    ons_code text COLLATE "C" NOT NULL,
    name text NOT NULL,
    region_code text COLLATE "C" NOT NULL REFERENCES reference.region,
    valid_from date,
    valid_to date,
    successor_la_codes text COLLATE "C",
    PRIMARY KEY (la_code, ons_code)
);
CREATE UNIQUE INDEX local_authority_current ON reference.local_authority (la_code) WHERE valid_to IS NULL;
COMMENT ON INDEX reference.local_authority_current IS 'An authority has one current entry.';
COMMENT ON TABLE reference.local_authority IS 'Local authorities, also those that were abolished or got another code.';
COMMENT ON COLUMN reference.local_authority.la_code IS 'Three-digit code.';
COMMENT ON COLUMN reference.local_authority.ons_code IS 'Nine-character code of the Office for National Statistics.';
COMMENT ON COLUMN reference.local_authority.name IS 'Name of the authority.';
COMMENT ON COLUMN reference.local_authority.region_code IS 'The region it lies in.';
COMMENT ON COLUMN reference.local_authority.valid_from IS 'First day of the entry; none when always.';
COMMENT ON COLUMN reference.local_authority.valid_to IS 'Last day of the entry; none while current.';
COMMENT ON COLUMN reference.local_authority.successor_la_codes IS 'Codes of the authorities that followed, separated by blanks.';

CREATE TABLE reference.placement_category (
    placement text COLLATE "C" PRIMARY KEY,
    label text NOT NULL,
    position integer NOT NULL,
    by_school_type text COLLATE "C" NOT NULL,
    by_provision text COLLATE "C" NOT NULL,
    branch text COLLATE "C" NOT NULL,
    sector text COLLATE "C" NOT NULL
);
COMMENT ON TABLE reference.placement_category IS 'The leaves of the placement tree, and where both official definitions put them.';
COMMENT ON COLUMN reference.placement_category.placement IS 'Code of the leaf.';
COMMENT ON COLUMN reference.placement_category.label IS 'Its name for a reader.';
COMMENT ON COLUMN reference.placement_category.position IS 'Place in the tree, from 1.';
COMMENT ON COLUMN reference.placement_category.by_school_type IS
    'Its group by school type: SEN units and resourced provision count inside mainstream.';
COMMENT ON COLUMN reference.placement_category.by_provision IS
    'Its group by provision: SEN units, resourced provision and specialist post-16 count as specialist.';
COMMENT ON COLUMN reference.placement_category.branch IS 'The branch of the tree it hangs from.';
COMMENT ON COLUMN reference.placement_category.sector IS 'state, non_maintained, independent or other.';

CREATE TABLE reference.establishment_type (
    type_code integer PRIMARY KEY,
    name text NOT NULL,
    placement text COLLATE "C" NOT NULL REFERENCES reference.placement_category,
    placement_in_sen_unit text COLLATE "C" NOT NULL REFERENCES reference.placement_category,
    placement_in_resourced_provision text COLLATE "C" NOT NULL REFERENCES reference.placement_category
);
COMMENT ON TABLE reference.establishment_type IS 'Types of establishment, and where a placement in one belongs.';
COMMENT ON COLUMN reference.establishment_type.type_code IS 'Code of the type in the national register.';
COMMENT ON COLUMN reference.establishment_type.name IS 'Name of the type.';
COMMENT ON COLUMN reference.establishment_type.placement IS 'Leaf of a placement in neither a unit nor resourced provision.';
COMMENT ON COLUMN reference.establishment_type.placement_in_sen_unit IS 'Leaf of a placement in its SEN unit.';
COMMENT ON COLUMN reference.establishment_type.placement_in_resourced_provision IS
    'Leaf of a placement in its resourced provision.';

CREATE TABLE reference.sen_setting_category (
    sen_setting text COLLATE "C" PRIMARY KEY,
    label text NOT NULL,
    placement text COLLATE "C" NOT NULL REFERENCES reference.placement_category,
    placement_at_compulsory_age text COLLATE "C" NOT NULL REFERENCES reference.placement_category
);
COMMENT ON TABLE reference.sen_setting_category IS 'Settings without an establishment, and where a placement in one belongs.';
COMMENT ON COLUMN reference.sen_setting_category.sen_setting IS 'Code of the setting.';
COMMENT ON COLUMN reference.sen_setting_category.label IS 'Its name for a reader.';
COMMENT ON COLUMN reference.sen_setting_category.placement IS 'Leaf of such a placement.';
COMMENT ON COLUMN reference.sen_setting_category.placement_at_compulsory_age IS
    'Leaf of such a placement for ages 5 to 15 at the start of the school year.';

CREATE TABLE reference.establishment (
    urn integer NOT NULL,
    name text NOT NULL,
    type_code integer NOT NULL REFERENCES reference.establishment_type,
    la_code text COLLATE "C",
    ukprn integer,
    phase text COLLATE "C",
    open_date date,
    close_date date,
    section_41_approved boolean NOT NULL DEFAULT false,
    sen_unit boolean NOT NULL DEFAULT false,
    resourced_provision boolean NOT NULL DEFAULT false,
    valid_from timestamptz NOT NULL DEFAULT now(),
    valid_to timestamptz CHECK (valid_to > valid_from),
    PRIMARY KEY (urn, valid_from)
);
CREATE UNIQUE INDEX establishment_current ON reference.establishment (urn) WHERE valid_to IS NULL;
COMMENT ON INDEX reference.establishment_current IS 'An establishment has one current entry.';
COMMENT ON TABLE reference.establishment IS 'Establishments as the register had them, each entry dated by when it was loaded.';
COMMENT ON COLUMN reference.establishment.urn IS 'Unique reference number.';
COMMENT ON COLUMN reference.establishment.name IS 'Name of the establishment.';
COMMENT ON COLUMN reference.establishment.type_code IS 'Type of establishment.';
COMMENT ON COLUMN reference.establishment.la_code IS 'Local authority it lies in.';
COMMENT ON COLUMN reference.establishment.ukprn IS 'UK provider reference number.';
COMMENT ON COLUMN reference.establishment.phase IS 'Phase of education.';
COMMENT ON COLUMN reference.establishment.open_date IS 'Day it opened.';
COMMENT ON COLUMN reference.establishment.close_date IS 'Day it closed; none while open.';
COMMENT ON COLUMN reference.establishment.section_41_approved IS
    'Whether approved under section 41 of the Children and Families Act 2014.';
COMMENT ON COLUMN reference.establishment.sen_unit IS 'Whether the register shows a SEN unit.';
COMMENT ON COLUMN reference.establishment.resourced_provision IS 'Whether the register shows resourced provision.';
COMMENT ON COLUMN reference.establishment.valid_from IS 'When this entry was loaded.';
COMMENT ON COLUMN reference.establishment.valid_to IS 'When a later register said otherwise; none while current.';

CREATE TABLE reference.code (
    list_name text COLLATE "C" NOT NULL,
    code text COLLATE "C" NOT NULL,
    label text NOT NULL,
    reporting_group text COLLATE "C",
    valid_from date,
    valid_to date
);
CREATE UNIQUE INDEX code_key ON reference.code (list_name, code, coalesce(valid_from, '-infinity'));
COMMENT ON INDEX reference.code_key IS 'A code means one thing at a time.';
COMMENT ON TABLE reference.code IS 'Code lists of the standards, with the dates between which each code may be used.';
COMMENT ON COLUMN reference.code.list_name IS 'Name of the list.';
COMMENT ON COLUMN reference.code.code IS 'The code as it travels.';
COMMENT ON COLUMN reference.code.label IS 'What it means.';
COMMENT ON COLUMN reference.code.reporting_group IS 'The group it is reported under; none when it has none.';
COMMENT ON COLUMN reference.code.valid_from IS 'First day it may be used; none when always.';
COMMENT ON COLUMN reference.code.valid_to IS 'Last day it may be used; none while it may.';

SELECT warehouse.grant_to(r, format('GRANT SELECT ON reference.%I TO %%I', c.relname))
FROM pg_class c, unnest(ARRAY[
    'sendstat_portal', 'sendstat_loader', 'sendstat_publisher', 'sendstat_analyst', 'sendstat_auditor'
]) AS r
WHERE c.relnamespace = 'reference'::regnamespace AND c.relkind = 'r';
