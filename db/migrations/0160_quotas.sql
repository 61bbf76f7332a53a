-- What a person made lately is counted each time they make something more. Moves of what is there already are counted
-- by their subject, which has an index of its own.
create index transition_created on transition (person_id, noun, at desc)
  where from_state is null and person_id is not null;
